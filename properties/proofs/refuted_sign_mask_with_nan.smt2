; x and not (x >> 63, arithmetic) is not relu in either convention: a NaN is kept or dropped by its
; sign bit. (Without NaN: sign_mask_equals_textbook_relu_without_nan)
; expect sat sat
(declare-const x Number)
(define-fun sign_mask () Number (bvand x (bvnot (bvashr x #x000000000000003f))))
(assert (is_nan x))

(push)
(assert (not (= sign_mask (relu textbook_relu_asks x))))
(check-sat)
(get-value (x sign_mask (relu textbook_relu_asks x)))
(pop)

(push)
(assert (not (= sign_mask (relu pytorch_relu_asks x))))
(check-sat)
(get-value (x sign_mask (relu pytorch_relu_asks x)))
(pop)
