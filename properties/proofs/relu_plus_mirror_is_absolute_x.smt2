; relu(x) + relu(-x) = |x| as numbers, for every x but NaN, under every question and rounding.
; expect unsat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const sum Number)
(assert (not (is_nan x)))
(assert (is_sum sum (relu question x) (relu question (minus x))))

(push)
(assert (not (equal_as_numbers sum (absolute x))))
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
