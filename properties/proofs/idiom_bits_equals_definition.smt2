; A blend of bits by a range check on the pattern of x equals the definition, for every question,
; operation, slope and upstream. (BranchlessBits; each check is proved in bits_range_check_*.)
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
(define-fun pass ((question Question) (bits Number)) Number
  (ite (= question above)
       (as_integer (bvult (bvsub bits #x0000000000000001) infinity))
  (ite (= question at_or_above)
       (bvor (as_integer (bvule bits infinity)) (as_integer (= bits minus_zero)))
  (ite (= question not_below)
       (as_integer (bvuge (bvsub bits (bvadd minus_zero #x0000000000000001)) infinity))
       (bvand (as_integer (bvugt (bvsub bits minus_zero) infinity))
              (as_integer (not (= bits zero))))))))
(define-fun choose ((question Question) (x Number) (yes Number) (no Number)) Number
  (blend (bvneg (pass question x)) yes no))


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
