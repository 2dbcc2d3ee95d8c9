print("bailiwick")
