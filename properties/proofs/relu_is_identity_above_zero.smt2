; relu and leaky_relu are x itself for x > 0, bit for bit, under every question and whatever the
; slope.
; expect unsat sat
(declare-const question Question)
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (greater x zero))

(push)
(assert (not (and (= (relu question x) x) (= (leaky_relu question x slope_times_x) x))))
(check-sat)
(pop)

(push)
(assert (= (relu question x) infinity))
(check-sat)
(pop)
