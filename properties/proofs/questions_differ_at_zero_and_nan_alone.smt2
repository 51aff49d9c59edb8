; Away from zero and NaN the four questions have one answer, so that every convention agrees there.
; expect unsat sat sat sat sat
(declare-const question Question)
(declare-const other_question Question)
(declare-const x Number)

(push)
(assert (not (is_zero x)))
(assert (not (is_nan x)))
(assert (not (= (passes question x) (passes other_question x))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(check-sat)
(pop)

(push)
(assert (is_zero x))
(assert (not (= (passes question x) (passes other_question x))))
(check-sat)
(pop)

(push)
(assert (is_nan x))
(assert (not (= (passes question x) (passes other_question x))))
(check-sat)
(pop)
