# Two commands for newcomers: `make run` and `make test`. The rest is for people who change the code.
.PHONY: run test lint bench train lock environments clean

run: train        ## the chat, on this machine
	.venv/bin/harrera serve

test: train lint  ## everything CI runs
	.venv/bin/python -m tests.run

lint: environments
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports

bench: train      ## measured in one run, printed as tables
	.venv/bin/python -m benchmarks

train: environments  ## the dialogue engine, only when its training data changed
	nlu/.venv/bin/python -m nlu.train

environments:
	@deploy/bootstrap.sh

lock:             ## both lock files anew
	deploy/lock.sh

clean:
	rm -rf .venv nlu/.venv nlu/models var
