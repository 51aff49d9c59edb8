; One max, with +0 as the second operand, equals textbook relu: -0 and NaN become +0. (XsimdMax,
; BranchlessMax)
; expect unsat sat sat sat
(declare-const x Number)

(push)
(assert (not (= (max_or_second x zero) (relu textbook_relu_asks x))))
(check-sat)
(pop)

(push)
(assert (= (max_or_second x zero) x))
(assert (not (= x zero)))
(check-sat)
(pop)

(push)
(assert (= (max_or_second x zero) zero))
(assert (not (= x zero)))
(check-sat)
(pop)

(push)
(assert (is_nan x))
(assert (= (max_or_second x zero) zero))
(check-sat)
(pop)
