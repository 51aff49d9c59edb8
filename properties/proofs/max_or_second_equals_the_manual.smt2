; max_or_second is what the processor's manual says of MAXSD, line by line.
; expect unsat sat sat
(declare-const x Number)
(declare-const y Number)
(define-fun manual () Number
  (ite (and (is_zero x) (is_zero y)) y
  (ite (is_nan x) y
  (ite (is_nan y) y
  (ite (greater x y) x
  y)))))

(push)
(assert (not (= (max_or_second x y) manual)))
(check-sat)
(pop)

(push)
(assert (= manual x))
(assert (not (= x y)))
(check-sat)
(pop)

(push)
(assert (= manual y))
(assert (not (= x y)))
(check-sat)
(pop)
