; max(x, slope * x) by one max equals leaky_relu in both conventions, whatever the slope, where the
; product is no further from zero than x and has its sign, and for NaN. For every 0 < slope <= 1 it
; is: the exact product is, x is a number itself, and rounding keeps order. (No solver at hand
; proves that for a free slope; for 0.01 see leaky_relu_does_not_grow.)
; expect unsat sat sat sat
(declare-const x Number)
(declare-const slope_times_x Number)
(define-fun maximum () Number (max_or_second x slope_times_x))
(assert (=> (not (is_nan x))
            (and (= (sign_bit slope_times_x) (sign_bit x))
                 (at_most (absolute slope_times_x) (absolute x)))))

(push)
(assert (not (and (= maximum (leaky_relu textbook_leaky_relu_asks x slope_times_x))
                  (= maximum (leaky_relu pytorch_leaky_relu_asks x slope_times_x)))))
(check-sat)
(pop)

(push)
(assert (= maximum x))
(assert (not (= slope_times_x x)))
(check-sat)
(pop)

(push)
(assert (less slope_times_x zero))
(assert (= maximum slope_times_x))
(assert (not (= slope_times_x x)))
(check-sat)
(pop)

(push)
(assert (is_nan x))
(check-sat)
(pop)
