; A compare of the bits as unsigned integers is none of the four questions: numbers below zero
; pass.
; expect sat
(declare-const question Question)
(declare-const x Number)
(define-fun compared () Bool (bvugt x zero))

(push)
(assert (less x zero))
(assert (not (= compared (passes question x))))
(check-sat)
(get-value (x))
(pop)
