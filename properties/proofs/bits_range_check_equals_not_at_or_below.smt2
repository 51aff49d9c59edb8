; -0 and the numbers below it are one range of patterns; neither there nor +0 is exactly !(x <= 0).
; (BranchlessBits)
; expect unsat sat sat sat sat
(declare-const x Number)
(define-fun range_check ((bits Number)) Bool
  (and (bvugt (bvsub bits minus_zero) infinity) (not (= bits zero))))

(push)
(assert (not (= (range_check x) (passes not_at_or_below x))))
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
(assert (not (range_check x)))
(assert (is_zero x))
(check-sat)
(pop)

(push)
(assert (range_check x))
(assert (is_nan x))
(check-sat)
(pop)
