; One max, with +0 as the first operand, equals pytorch relu: -0 and NaN are kept with every bit.
; (XsimdMax, BranchlessMax)
; expect unsat sat sat sat
(declare-const x Number)

(push)
(assert (not (= (max_or_second zero x) (relu pytorch_relu_asks x))))
(check-sat)
(pop)

(push)
(assert (= (max_or_second zero x) x))
(assert (not (= x zero)))
(check-sat)
(pop)

(push)
(assert (= (max_or_second zero x) zero))
(assert (not (= x zero)))
(check-sat)
(pop)

(push)
(assert (is_nan x))
(assert (= (max_or_second zero x) x))
(check-sat)
(pop)
