; The pattern is at most infinity's, or that of -0, exactly for x >= 0. (BranchlessBits)
; expect unsat sat sat sat sat
(declare-const x Number)
(define-fun range_check ((bits Number)) Bool
  (or (bvule bits infinity) (= bits minus_zero)))

(push)
(assert (not (= (range_check x) (passes at_or_above x))))
(check-sat)
(pop)

(push)
(assert (range_check x))
(assert (not (is_zero x)))
(assert (not (is_nan x)))
(check-sat)
(pop)

(push)
(assert (not (range_check x)))
(assert (not (is_zero x)))
(assert (not (is_nan x)))
(check-sat)
(pop)

(push)
(assert (range_check x))
(assert (is_zero x))
(check-sat)
(pop)

(push)
(assert (not (range_check x)))
(assert (is_nan x))
(check-sat)
(pop)
