; The range check for !(x < 0) with > for >= differs from it: the pattern next to -infinity is a
; NaN.
; expect sat
(declare-const x Number)
(define-fun range_check () Bool
  (bvugt (bvsub x (bvadd minus_zero #x0000000000000001)) infinity))

(push)
(assert (not (= range_check (passes not_below x))))
(check-sat)
(get-value (x))
(pop)
