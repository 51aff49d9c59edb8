; The smallest normal number for 0 in x > 0 is not the same: subnormal numbers do not pass.
; expect sat
(declare-const x Number)
(define-fun smallest_normal () Number #x0010000000000000)

(push)
(assert (not (= (greater x smallest_normal) (passes above x))))
(check-sat)
(get-value (x))
(pop)
