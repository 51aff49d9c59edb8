; relu(c * x) = c * relu(x) for c, x and c * x > 0, under every question and rounding.
; expect unsat sat
; not z3: takes more than twenty seconds
(declare-const question Question)
(declare-const c Number)
(declare-const x Number)
(declare-const product Number)
(assert (greater c zero))
(assert (greater x zero))
(assert (greater product zero))
(assert (is_product product c x))

(push)
(assert (not (is_product (relu question product) c (relu question x))))
(check-sat)
(pop)

(push)
(assert (is_finite product))
(check-sat)
(pop)
