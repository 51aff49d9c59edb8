; relu(x + y) = relu(x) + relu(y) for x, y > 0, bit for bit, under every question and rounding: the
; sum is above zero too, so that both sides are x + y.
; expect unsat sat
(declare-const question Question)
(declare-const x Number)
(declare-const y Number)
(declare-const sum Number)
(assert (greater x zero))
(assert (greater y zero))
(assert (is_sum sum x y))

(push)
(assert (not (and (= (relu question x) x)
                  (= (relu question y) y)
                  (= (relu question sum) sum))))
(check-sat)
(pop)

(push)
(assert (is_finite sum))
(check-sat)
(pop)
