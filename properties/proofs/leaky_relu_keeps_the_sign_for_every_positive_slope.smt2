; leaky_relu keeps the sign bit of every x but NaN, for every slope > 0, question and rounding.
; expect unsat sat sat
; not z3: takes ten times as long as cvc5
(declare-const question Question)
(declare-const slope Number)
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (greater slope zero))
(assert (not (is_nan x)))
(assert (is_finite slope))
(assert (is_product slope_times_x slope x))

(push)
(assert (not (= (sign_bit (leaky_relu question x slope_times_x)) (sign_bit x))))
(check-sat)
(pop)

(push)
(assert (= slope one_hundredth))
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert (= slope one_hundredth))
(assert (passes_never x))
(assert (= x (minus one)))
(assert (is_finite slope_times_x))
(check-sat)
(pop)
