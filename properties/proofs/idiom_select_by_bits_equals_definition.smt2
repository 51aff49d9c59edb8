; A select made of and, and-not and or on a compare's mask equals the definition, for every
; question, operation, slope and upstream. (XsimdSelect where there is no blend, or where the
; bridge writes it so: SSE2 and AVX.)
; expect unsat sat sat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const other Number)
(declare-const yes Number)
(declare-const no Number)
(define-fun mask_of ((compared Bool)) Number
  (ite compared #xffffffffffffffff #x0000000000000000))
(define-fun select ((mask Number) (yes Number) (no Number)) Number
  (bvor (bvand mask yes) (bvand (bvnot mask) no)))
(define-fun choose ((question Question) (x Number) (yes Number) (no Number)) Number
  (ite (= question above) (select (mask_of (greater x zero)) yes no)
  (ite (= question at_or_above) (select (mask_of (at_least x zero)) yes no)
  (ite (= question not_below) (select (mask_of (less x zero)) no yes)
  (select (mask_of (at_most x zero)) no yes)))))


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
