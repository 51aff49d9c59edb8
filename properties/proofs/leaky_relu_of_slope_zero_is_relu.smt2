; leaky_relu with slope +0 or -0 equals relu as numbers, for every x but NaN and -infinity, under
; every question and rounding.
; expect unsat sat sat sat
(declare-const question Question)
(declare-const slope Number)
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (is_zero slope))
(assert (is_finite slope))
(assert (is_product slope_times_x slope x))
(define-fun included () Bool (not (or (is_nan x) (= x (minus infinity)))))

(push)
(assert included)
(assert (not (equal_as_numbers (leaky_relu question x slope_times_x) (relu question x))))
(check-sat)
(pop)

(push)
(assert included)
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert included)
(assert (passes_never x))
(assert (= (leaky_relu question x slope_times_x) minus_zero))
(check-sat)
(pop)

(push)
; Why -infinity is left out.
(assert (= x (minus infinity)))
(assert (is_nan (leaky_relu question x slope_times_x)))
(check-sat)
(pop)
