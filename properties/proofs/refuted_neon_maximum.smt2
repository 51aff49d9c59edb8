; Neither FMAX nor FMAXNM of NEON with +0 is relu in either convention: FMAX keeps a NaN but loses
; -0, FMAXNM loses both but for a signalling NaN, which it makes quiet.
; expect sat sat sat sat
(declare-const x Number)
(define-fun quiet ((nan Number)) Number (bvor nan #x0008000000000000))
(define-fun is_quiet ((nan Number)) Bool (= nan (quiet nan)))
(define-fun larger () Number (ite (greater x zero) x zero)) ; of -0 and +0 it is +0
(define-fun fmax () Number (ite (is_nan x) (quiet x) larger))
(define-fun fmaxnm () Number (ite (and (is_nan x) (not (is_quiet x))) (quiet x) larger))

(push)
(assert (not (= fmax (relu textbook_relu_asks x))))
(check-sat)
(get-value (x fmax (relu textbook_relu_asks x)))
(pop)

(push)
(assert (not (= fmax (relu pytorch_relu_asks x))))
(assert (not (is_nan x)))
(check-sat)
(get-value (x fmax (relu pytorch_relu_asks x)))
(pop)

(push)
(assert (not (= fmaxnm (relu textbook_relu_asks x))))
(check-sat)
(get-value (x fmaxnm (relu textbook_relu_asks x)))
(pop)

(push)
(assert (not (= fmaxnm (relu pytorch_relu_asks x))))
(check-sat)
(get-value (x fmaxnm (relu pytorch_relu_asks x)))
(pop)
