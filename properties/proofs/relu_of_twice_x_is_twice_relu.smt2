; relu(2 * x) = 2 * relu(x), -0 and overflow included, under every question and rounding.
; expect unsat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const twice_x Number)
(define-fun two () Number #x4000000000000000)
(assert (is_product twice_x two x))

(push)
(assert (not (is_product (relu question twice_x) two (relu question x))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(check-sat)
(pop)
