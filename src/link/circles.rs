//! Which edges of a graph lie on a circle.

/// For each edge, whether a way leads from its end back to its start. Nodes are numbers below `count`; the work is
/// linear in nodes and edges (Kosaraju's strongly connected components).
pub fn on_circles(count: usize, edges: &[(usize, usize)]) -> Vec<bool> {
    let forward = adjacent(count, edges.iter().copied());
    let backward = adjacent(count, edges.iter().map(|&(from, to)| (to, from)));
    let mut seen = vec![false; count];
    let mut finished = Vec::with_capacity(count);
    for start in 0..count {
        visit(&forward, start, &mut seen, &mut |node| finished.push(node));
    }
    let mut component = vec![usize::MAX; count];
    let mut seen = vec![false; count];
    for start in finished.into_iter().rev() {
        visit(&backward, start, &mut seen, &mut |node| {
            if let Some(slot) = component.get_mut(node) {
                *slot = start;
            }
        });
    }
    edges.iter().map(|&(from, to)| component.get(from) == component.get(to)).collect()
}

fn adjacent(count: usize, edges: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); count];
    for (from, to) in edges {
        if let Some(list) = lists.get_mut(from) {
            list.push(to);
        }
    }
    lists
}

/// Goes through all that can be reached from `start` and was not seen; tells each node when it is done with it.
fn visit(lists: &[Vec<usize>], start: usize, seen: &mut [bool], done: &mut impl FnMut(usize)) {
    let mut enter = |node: usize| seen.get_mut(node).is_some_and(|seen| !std::mem::replace(seen, true));
    if !enter(start) {
        return;
    }
    let mut open = vec![(start, 0)];
    while let Some((node, next)) = open.last_mut() {
        match lists.get(*node).and_then(|list| list.get(*next)) {
            Some(&to) => {
                *next += 1;
                if enter(to) {
                    open.push((to, 0));
                }
            }
            None => {
                done(*node);
                open.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_edges_of_a_circle_are_on_one() {
        let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (5, 5)];
        assert_eq!(on_circles(6, &edges), [true, true, true, false, false, true]);
        assert!(on_circles(0, &[]).is_empty());
    }
}
