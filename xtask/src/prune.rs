//! Takes out of the wasm what no page of ours can reach but no tool can tell.
//!
//! Each type-erased view of Leptos carries three ways to wake it, one of them for pages that are
//! hydrated piece by piece while they arrive. Ours are hydrated at once (`hydrate_from`), so that
//! one is never called; but its address is in a table, so compilers and wasm-opt keep it, and what
//! it calls: a tenth of the module. Its bodies become a trap here, and what only they used goes
//! with the next step. A page that did call one would stop at once, in every browser test.

use anyhow::Result;
use walrus::{FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module};

/// The two ways in which compilers write the name; one that wrote it in another would only cost
/// bytes.
const UNREACHED: [&str; 2] = [
    "<_ as tachys::view::any_view::IntoAny>::into_any::hydrate_async",
    "<T as tachys::view::any_view::IntoAny>::into_any::hydrate_async",
];

pub fn prune(compiled: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(compiled)?;
    let unreached: Vec<FunctionId> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| module.funcs.get(*id).name.as_deref().is_some_and(is_unreached))
        .map(|(id, _)| id)
        .collect();
    for id in unreached {
        let body = trap(&mut module, id);
        module.funcs.get_mut(id).kind = FunctionKind::Local(body);
    }
    Ok(module.emit_wasm())
}

/// Only the bodies, which are the closures of an `async` block: no other function can have been
/// merged with one of those.
fn is_unreached(symbol: &str) -> bool {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    name.contains("{closure") && UNREACHED.iter().any(|start| name.starts_with(start))
}

fn trap(module: &mut Module, id: FunctionId) -> LocalFunction {
    let signature = module.types.get(module.funcs.get(id).ty());
    let (parameters, results) = (signature.params().to_vec(), signature.results().to_vec());
    let arguments = parameters.iter().map(|kind| module.locals.add(*kind)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
    builder.func_body().unreachable();
    builder.local_func(arguments)
}
