; With a slope whose sign bit is clear textbook and pytorch leaky_relu answer alike for every x,
; under every rounding; +-0 is where they ask differently.
; expect unsat sat sat sat
; not z3: takes more than twenty seconds
(declare-const slope Number)
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (is_finite slope))
(assert (is_product slope_times_x slope x))
(assert (not (sign_bit slope)))

(push)
(assert (not (= (leaky_relu textbook_leaky_relu_asks x slope_times_x)
                (leaky_relu pytorch_leaky_relu_asks x slope_times_x))))
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
(check-sat)
(pop)

(push)
(assert (= slope one_hundredth))
(assert (not (= (passes textbook_leaky_relu_asks x) (passes pytorch_leaky_relu_asks x))))
(check-sat)
(pop)
