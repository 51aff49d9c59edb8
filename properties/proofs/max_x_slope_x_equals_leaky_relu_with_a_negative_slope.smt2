; With a negative slope max(x, slope * x) by one max equals pytorch leaky_relu, and max(slope * x,
; x) textbook leaky_relu, for every x but NaN and under every rounding.
; expect unsat sat sat sat
; not z3: takes ten times as long as cvc5
(declare-const slope Number)
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (is_finite slope))
(assert (less slope zero))
(assert (not (is_nan x)))
(assert (is_product slope_times_x slope x))

(push)
(assert (not (and (= (max_or_second x slope_times_x)
                     (leaky_relu pytorch_leaky_relu_asks x slope_times_x))
                  (= (max_or_second slope_times_x x)
                     (leaky_relu textbook_leaky_relu_asks x slope_times_x)))))
(check-sat)
(pop)

(push)
(assert (= slope (minus one)))
(assert (= x one))
(check-sat)
(pop)

(push)
(assert (= slope (minus one)))
(assert (= x (minus one)))
(check-sat)
(pop)

(push)
(assert (= slope (minus one)))
(assert (= x zero))
(check-sat)
(pop)
