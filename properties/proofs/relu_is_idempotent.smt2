; relu applied twice is relu applied once, bit for bit, under every question.
; expect unsat sat sat
(declare-const question Question)
(declare-const x Number)

(push)
(assert (not (= (relu question (relu question x)) (relu question x))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(assert (not (= (relu question x) x)))
(check-sat)
(pop)
