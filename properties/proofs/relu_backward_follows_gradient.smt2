; relu_backward(x, upstream) is the upstream gradient with all its bits where relu_gradient(x) is
; 1, else +0, under every question.
; expect unsat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const upstream Number)

(push)
(assert (not (= (relu_backward question x upstream)
                (ite (= (relu_gradient question x) one) upstream zero))))
(check-sat)
(pop)

(push)
(assert (= (relu_backward question x upstream) upstream))
(assert (is_nan upstream))
(check-sat)
(pop)

(push)
(assert (= (relu_backward question x upstream) zero))
(assert (is_nan upstream))
(check-sat)
(pop)
