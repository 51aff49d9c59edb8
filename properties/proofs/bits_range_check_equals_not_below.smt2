; The numbers below zero are infinity's pattern many, and begin after -0: all others, NaN and both
; zeros among them, are exactly those for which !(x < 0). (BranchlessBits)
; expect unsat sat sat sat sat
(declare-const x Number)
(define-fun range_check ((bits Number)) Bool
  (bvuge (bvsub bits (bvadd minus_zero #x0000000000000001)) infinity))

(push)
(assert (not (= (range_check x) (passes not_below x))))
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
(assert (range_check x))
(assert (is_nan x))
(check-sat)
(pop)
