//! The browser's query code, run in an embedded engine: for the terminal, for editors' tests and for our own. There is
//! no second implementation of the ranking.

use rquickjs::function::Func;
use rquickjs::{CatchResultExt, Context, Ctx, Function, Object, Promise, Runtime, Value};
use serde::Deserialize;

/// A search over files that `load` gives.
pub struct Engine {
    context: Context,
}

/// What the engine said went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineError(pub String);

impl std::fmt::Display for EngineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EngineError {}

/// Opens the index through the public interface, with a loader of its own.
const DRIVER: &str = "(function () {
  var index = AnttSearch.open('', {load: function (address) { (0, eval)(antt_read(address)); }});
  return function (text, options) {
    return index.query(text, JSON.parse(options)).then(JSON.stringify);
  };
})()";

impl Engine {
    /// Starts `script` (`assets/antt-search.js`); `load` gives the content of a file by its path from the site's root.
    pub fn new(script: &str, load: impl Fn(&str) -> Option<String> + 'static) -> Result<Self, EngineError> {
        let runtime = Runtime::new().map_err(failed)?;
        let context = Context::full(&runtime).map_err(failed)?;
        context.with(|ctx| {
            let globals = ctx.globals();
            let read = move |path: String| load(&path).unwrap_or_default();
            globals.set("antt_read", Func::from(read)).map_err(failed)?;
            ctx.eval::<(), _>(script).catch(&ctx).map_err(failed)?;
            let query: Function<'_> = ctx.eval(DRIVER).catch(&ctx).map_err(failed)?;
            globals.set("antt_query", query).map_err(failed)
        })?;
        Ok(Self { context })
    }

    /// The answer to `text` as JSON; `options` is the JSON of the public interface's.
    pub fn query(&self, text: &str, options: &str) -> Result<String, EngineError> {
        self.context.with(|ctx| {
            let query: Function<'_> = ctx.globals().get("antt_query").map_err(failed)?;
            let promise: Promise<'_> = query.call((text, options)).catch(&ctx).map_err(failed)?;
            promise.finish::<String>().catch(&ctx).map_err(failed)
        })
    }

    /// The addresses of the first `limit` pages.
    pub fn first(&self, text: &str, limit: usize) -> Result<Vec<String>, EngineError> {
        #[derive(Deserialize)]
        struct Answer {
            results: Vec<Found>,
        }
        #[derive(Deserialize)]
        struct Found {
            url: String,
        }
        let answer = self.query(text, &format!("{{\"limit\":{limit}}}"))?;
        let answer: Answer = serde_json::from_str(&answer).map_err(failed)?;
        Ok(answer.results.into_iter().map(|found| found.url).collect())
    }

    /// Calls a function of the script's text half (`words`, `decode`): its answer as JSON.
    pub fn text(&self, function: &str, argument: &str) -> Result<String, EngineError> {
        self.context.with(|ctx| {
            let function = text_function(&ctx, function).catch(&ctx).map_err(failed)?;
            let answer: Value<'_> = function.call((argument,)).catch(&ctx).map_err(failed)?;
            let json = ctx.json_stringify(answer).catch(&ctx).map_err(failed)?;
            json.map_or(Ok(String::from("null")), |json| json.to_string().map_err(failed))
        })
    }
}

fn text_function<'js>(ctx: &Ctx<'js>, name: &str) -> rquickjs::Result<Function<'js>> {
    let search: Object<'js> = ctx.globals().get("AnttSearch")?;
    let text: Object<'js> = search.get("text")?;
    text.get(name)
}

fn failed(error: impl std::fmt::Display) -> EngineError {
    EngineError(error.to_string())
}
