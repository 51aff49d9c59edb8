; A compare of the bits as signed integers is neither x > 0 nor x >= 0, nor is its reverse !(x <
; 0): a NaN is above or below by its sign bit, and -0 is below.
; expect sat sat sat
(declare-const x Number)

(push)
(assert (not (= (bvsgt x zero) (passes above x))))
(check-sat)
(get-value (x))
(pop)

(push)
(assert (not (= (bvsge x zero) (passes at_or_above x))))
(assert (not (is_nan x)))
(check-sat)
(get-value (x))
(pop)

(push)
(assert (not (= (not (bvslt x zero)) (passes not_below x))))
(check-sat)
(get-value (x))
(pop)
