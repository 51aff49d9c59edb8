; At either zero at_or_above and not_below pass, for every NaN not_below and not_at_or_below pass;
; the others do not.
; expect unsat unsat sat sat sat sat
(declare-const x Number)
(define-fun as_the_table_says () Bool
  (and (not (passes above x))
       (= (passes at_or_above x) (is_zero x))
       (passes not_below x)
       (= (passes not_at_or_below x) (is_nan x))))

(push)
(assert (is_zero x))
(assert (not as_the_table_says))
(check-sat)
(pop)

(push)
(assert (is_nan x))
(assert (not as_the_table_says))
(check-sat)
(pop)

(push)
(assert (is_zero x))
(assert (sign_bit x))
(check-sat)
(pop)

(push)
(assert (is_zero x))
(assert (not (sign_bit x)))
(check-sat)
(pop)

(push)
(assert (is_nan x))
(assert (sign_bit x))
(check-sat)
(pop)

(push)
(assert (is_nan x))
(assert (not (sign_bit x)))
(check-sat)
(pop)
