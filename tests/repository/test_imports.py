"""Circles of imports, those for type checking included, which import-linter leaves out for all packages at once."""

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


@pytest.mark.parametrize("package", ["training", "elearning", "deliberation", "community", "cms", "config"])
def test_no_module_imports_itself_by_way_of_others(package):
    graph = grimp.build_graph(package, exclude_type_checking_imports=False, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as circle:
        pytest.fail(" <- ".join(circle.args[1]))
