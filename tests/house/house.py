"""What the checks of the house have in common."""
import sys
from pathlib import Path


def main(run, self_test, all_is_well):
    """Runs self_test() when --self-test is asked for, else run() on the folder named or on this project; prints the
    problems that it returned, or `all_is_well`. Ends the process with status 1 when there are problems."""
    arguments = sys.argv[1:]
    top = Path(__file__).resolve().parents[2]
    problems = self_test() if "--self-test" in arguments else run(Path(arguments[0]) if arguments else top)
    print("\n".join(problems) or all_is_well)
    sys.exit(1 if problems else 0)
