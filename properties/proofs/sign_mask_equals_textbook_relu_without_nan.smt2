; x and not (x >> 63, arithmetic) is textbook relu for every x but NaN. (With NaN:
; refuted_sign_mask_with_nan)
; expect unsat sat sat
(declare-const x Number)
(define-fun sign_mask () Number (bvand x (bvnot (bvashr x #x000000000000003f))))
(assert (not (is_nan x)))

(push)
(assert (not (= sign_mask (relu textbook_relu_asks x))))
(check-sat)
(pop)

(push)
(assert (= sign_mask x))
(assert (not (= x zero)))
(check-sat)
(pop)

(push)
(assert (= sign_mask zero))
(assert (not (= x zero)))
(check-sat)
(pop)
