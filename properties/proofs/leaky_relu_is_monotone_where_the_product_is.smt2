; x <= y gives leaky_relu(x) <= leaky_relu(y) under every question, where the products are in order
; too and have the signs of x and y. For every slope > 0 they are: the exact products are, rounding
; keeps order, and for the signs see leaky_relu_keeps_the_sign_for_every_positive_slope. (That the
; rounded products are in order no solver at hand proves, not even for 0.01.)
; expect unsat sat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const y Number)
(declare-const slope_times_x Number)
(declare-const slope_times_y Number)
(assert (at_most x y))
(assert (at_most slope_times_x slope_times_y))
(assert (= (sign_bit slope_times_x) (sign_bit x)))
(assert (=> (is_zero x) (is_zero slope_times_x)))
(assert (= (sign_bit slope_times_y) (sign_bit y)))
(define-fun of_x () Number (leaky_relu question x slope_times_x))
(define-fun of_y () Number (leaky_relu question y slope_times_y))

(push)
(assert (not (at_most of_x of_y)))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(assert (less of_x of_y))
(check-sat)
(pop)

(push)
(assert (passes_never y))
(assert (less of_x of_y))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(assert (passes_always y))
(check-sat)
(pop)
