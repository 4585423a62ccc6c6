//! Where the time of a build goes, for people who look for what is slow.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::path::Route;

/// A stage of a build, in their order. Routes and the index are made at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Files are read.
    Read,
    /// Files are digested and looked up in the cache.
    Compare,
    /// Files are compiled.
    Compile,
    /// Sites are linked.
    Link,
    /// Routes are made and written.
    Routes,
    /// The search index is made and written.
    Search,
    /// The release is swapped in.
    Publish,
}

/// How long one route took.
#[derive(Clone, Debug)]
pub struct RouteTime {
    /// The route.
    pub route: Route,
    /// The template, or the kind of file.
    pub maker: &'static str,
    /// To make it.
    pub made: Duration,
    /// To write it.
    pub written: Duration,
}

/// Collects times, or does nothing.
#[derive(Debug, Default)]
pub struct Timings(Option<Mutex<Times>>);

/// Times of a build.
#[derive(Clone, Debug, Default)]
pub struct Times {
    /// Wall time by stage, one entry for every time it was gone through.
    pub stages: Vec<(Stage, Duration)>,
    /// Every route that was made.
    pub routes: Vec<RouteTime>,
}

impl Timings {
    /// Collects times.
    pub fn on() -> Self {
        Self(Some(Mutex::default()))
    }

    /// Costs nothing and collects nothing.
    pub fn off() -> Self {
        Self(None)
    }

    /// Does `work` and takes its time.
    pub fn measure<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        if self.0.is_none() {
            return work();
        }
        let begun = Instant::now();
        let done = work();
        self.keep(|times| times.stages.push((stage, begun.elapsed())));
        done
    }

    /// The moment, where times are collected.
    pub fn now(&self) -> Option<Instant> {
        self.0.is_some().then(Instant::now)
    }

    /// Keeps the times of a route whose making began and ended at these moments.
    pub fn route(
        &self,
        route: &Route,
        maker: &'static str,
        (begun, made): (Option<Instant>, Option<Instant>),
    ) {
        let Some((begun, made)) = begun.zip(made) else { return };
        let written = made.elapsed();
        let route = RouteTime { route: route.clone(), maker, made: made - begun, written };
        self.keep(|times| times.routes.push(route));
    }

    /// What was collected; nothing where it was off.
    pub fn times(&self) -> Option<Times> {
        self.0.as_ref().and_then(|times| Some(times.lock().ok()?.clone()))
    }

    fn keep(&self, keep: impl FnOnce(&mut Times)) {
        if let Some(mut times) = self.0.as_ref().and_then(|times| times.lock().ok()) {
            keep(&mut times);
        }
    }
}
