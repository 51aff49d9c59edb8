; A blend of bits by a mask, the negated answer of a compare, equals the definition, for every
; question, operation, slope and upstream. (BranchlessMask)
; expect unsat sat sat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const other Number)
(declare-const yes Number)
(declare-const no Number)
(define-fun blend ((mask Number) (yes Number) (no Number)) Number
  (bvor (bvand yes mask) (bvand no (bvnot mask))))
(define-fun as_integer ((condition Bool)) Number
  (ite condition #x0000000000000001 #x0000000000000000))
(define-fun choose ((question Question) (x Number) (yes Number) (no Number)) Number
  (blend (bvneg (as_integer (passes question x))) yes no))


(push)
(assert (not (= (choose question x yes no) (choice question x yes no))))
(check-sat)
(pop)

; Its pair, for each question: both answers happen.
(define-fun both_happen () Bool
  (and (not (= yes no)) (= (choose question x yes no) yes) (= (choose question other yes no) no)))

(push)
(assert (= question above))
(assert both_happen)
(check-sat)
(pop)

(push)
(assert (= question at_or_above))
(assert both_happen)
(check-sat)
(pop)

(push)
(assert (= question not_below))
(assert both_happen)
(check-sat)
(pop)

(push)
(assert (= question not_at_or_below))
(assert both_happen)
(check-sat)
(pop)
