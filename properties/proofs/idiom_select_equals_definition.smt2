; A select on a compare equals the definition, for every question, operation, slope and upstream.
; Two questions are asked the other way round, with the operands of the select exchanged, so that
; each is one ordered compare. (XsimdSelect. Autovec and Branching are `passes(x) ? yes : no`, the
; definition as it stands.)
; expect unsat sat sat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const other Number)
(declare-const yes Number)
(declare-const no Number)
(define-fun choose ((question Question) (x Number) (yes Number) (no Number)) Number
  (ite (= question above) (ite (greater x zero) yes no)
  (ite (= question at_or_above) (ite (at_least x zero) yes no)
  (ite (= question not_below) (ite (less x zero) no yes)
  (ite (at_most x zero) no yes)))))


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
