"""What the conformance tests share."""

import pytest


@pytest.fixture(scope="module")
def torch(import_oracle):
    torch = import_oracle("torch")
    before = torch.get_num_threads()
    torch.set_num_threads(1)  # the layers are tiny: two threads only wait for each other
    yield torch
    torch.set_num_threads(before)
