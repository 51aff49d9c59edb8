; leaky_relu(x) = leaky_relu_gradient(x) * x, bit for bit where the product is no NaN, for every
; slope, question and rounding. Case by case: where x passes the product is 1 * x, and that is x;
; where it does not the gradient is the slope, so that both sides are one and the same product.
; expect unsat unsat sat sat
(declare-const question Question)
(declare-const slope Number)
(declare-const x Number)
(declare-const slope_times_x Number)
(declare-const product Number)
(define-fun gradient () Number (leaky_relu_gradient question x slope))
(define-fun leaky () Number (leaky_relu question x slope_times_x))
(assert (is_finite slope))

(push)
(assert (passes question x))
(assert (is_product product one x))
(assert (not (is_nan product)))
(assert (not (and (= gradient one) (= leaky product))))
(check-sat)
(pop)

(push)
(assert (not (passes question x)))
(assert (not (and (= gradient slope) (= leaky slope_times_x))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(assert (= x one))
(assert (is_product product gradient x))
(assert (= leaky product))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(assert (= x (minus one)))
(assert (= slope one_hundredth))
(assert (is_product product gradient x))
(assert (is_product slope_times_x slope x))
(assert (= leaky product))
(check-sat)
(pop)
