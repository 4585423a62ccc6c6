#[test]
fn dump() {
    let Ok(file) = std::env::var("F") else { return };
    let text = std::fs::read_to_string(&file).unwrap();
    let lines = antt_portal::import::text::lines(&text);
    let path = antt_portal::path::SourcePath::new("a.txt").unwrap();
    let t = std::time::Instant::now();
    let s = antt_portal::parse::legal::structure(&lines, &path, antt_portal::parse::legal::Layout::Detect);
    let t1 = t.elapsed();
    let c = antt_portal::parse::citation::citations(&lines, &s.value, &Default::default(), true);
    eprintln!("structure {:?} citations {:?}", t1, t.elapsed() - t1);
    for p in &s.value.provisions { println!("P {} | {:?} | {} | {} | {}", p.anchor, p.level, p.number, p.title.chars().take(60).collect::<String>(), p.label); }
    for d in &s.diagnostics { println!("D {} {} @{:?}", d.code.id, d.message.vi, d.place.as_ref().map(|p| p.span.of(&text))); }
    for c in &c { println!("C {}{} => {}", if c.quoted {"Q "} else {""}, c.text, c.targets.iter().map(|t| format!("[{:?} {} «{}»]", t.document, t.anchor.clone().unwrap_or_default(), t.span.of(&text))).collect::<Vec<_>>().join(" ")); }
}
