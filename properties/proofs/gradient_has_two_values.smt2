; A gradient is 1 above zero, and +0 or the slope below; it has no other value anywhere, under
; every question.
; expect unsat unsat unsat sat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const slope Number)
(define-fun relu_has () Number (relu_gradient question x))
(define-fun leaky_has () Number (leaky_relu_gradient question x slope))

(push)
(assert (greater x zero))
(assert (not (and (= relu_has one) (= leaky_has one))))
(check-sat)
(pop)

(push)
(assert (less x zero))
(assert (not (and (= relu_has zero) (= leaky_has slope))))
(check-sat)
(pop)

(push)
(assert (not (or (and (= relu_has one) (= leaky_has one))
                 (and (= relu_has zero) (= leaky_has slope)))))
(check-sat)
(pop)

(push)
(assert (greater x zero))
(check-sat)
(pop)

(push)
(assert (less x zero))
(check-sat)
(pop)

(push)
(assert (not (or (greater x zero) (less x zero))))
(check-sat)
(pop)
