; x - 1, as an unsigned integer, is below infinity's pattern exactly for x > 0: +0 wraps round to
; the largest integer. (BranchlessBits)
; expect unsat sat sat sat sat
(declare-const x Number)
(define-fun range_check ((bits Number)) Bool
  (bvult (bvsub bits #x0000000000000001) infinity))

(push)
(assert (not (= (range_check x) (passes above x))))
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
(assert (not (range_check x)))
(assert (is_nan x))
(check-sat)
(pop)
