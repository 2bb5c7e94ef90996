//! The folder that the server publishes. Owns names (each holds a hash of its content, so a browser
//! may keep it for ever), compression and the manifest. Knows nothing of what the files are for.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::profile::Profile;
use crate::progress;

/// What a dossier page may weigh, compressed: the wasm and the script together.
const PROGRAM_BUDGET: usize = 450_000;

/// The addresses that the server writes into its pages.
pub struct Entries {
    pub css: String,
    pub js: String,
    pub wasm: String,
    pub invitation: String,
    pub seance: String,
    pub suggestions: String,
    pub icon: String,
    pub fonts: Vec<String>,
}

pub struct Site {
    profile: Profile,
    /// Written here, then swapped in whole: a server that starts meanwhile never sees a half.
    fresh: PathBuf,
    current: PathBuf,
    published: Vec<Published>,
}

struct Published {
    name: String,
    raw: usize,
    brotli: Option<usize>,
}

impl Site {
    pub fn begin(root: &Path, profile: Profile) -> Result<Self> {
        let fresh = root.join("target/site.new");
        if fresh.exists() {
            fs::remove_dir_all(&fresh)?;
        }
        fs::create_dir_all(fresh.join("pkg"))?;
        Ok(Site { profile, fresh, current: root.join("target/site"), published: Vec::new() })
    }

    /// Writes a file under a name that holds its hash, its compressed form beside it unless its
    /// format is compressed already, and returns its address.
    pub fn publish(&mut self, name: &str, bytes: &[u8]) -> Result<String> {
        let (stem, extension) =
            name.rsplit_once('.').context("a published file has an extension")?;
        let name = format!("{stem}.{}.{extension}", digest(bytes));
        let path = self.fresh.join("pkg").join(&name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        let mut brotli = None;
        if is_compressible(extension) {
            let compressed = self.compress(&name, bytes)?;
            brotli = Some(compressed.len());
            fs::write(path.with_file_name(format!("{name}.br")), compressed)?;
        }
        let address = format!("/pkg/{name}");
        self.published.push(Published { name, raw: bytes.len(), brotli });
        Ok(address)
    }

    /// Writes the service worker, which is told what there is to keep. It is another one whenever a
    /// file is, and browsers install it anew.
    pub fn publish_worker(&self, source: &str) -> Result<()> {
        let files: Vec<String> =
            self.published.iter().map(|file| format!("/pkg/{}", file.name)).collect();
        let files = serde_json::to_string(&files)?;
        let build = digest(format!("{files}{source}").as_bytes());
        let worker = format!("const BUILD = \"{build}\";\nconst PUBLISHED = {files};\n{source}");
        Ok(fs::write(self.fresh.join("sw.js"), worker)?)
    }

    pub fn finish(self, entries: &Entries) -> Result<()> {
        let manifest = json!({
            "css": entries.css,
            "js": entries.js,
            "wasm": entries.wasm,
            "invitation": entries.invitation,
            "seance": entries.seance,
            "suggestions": entries.suggestions,
            "icon": entries.icon,
            "fonts": entries.fonts,
            "profile": self.profile.name(),
        });
        fs::write(self.fresh.join("manifest.json"), format!("{manifest:#}\n"))?;
        self.report(entries);

        let previous = self.current.with_extension("old");
        if previous.exists() {
            fs::remove_dir_all(&previous)?;
        }
        if self.current.exists() {
            fs::rename(&self.current, &previous)?;
        }
        fs::rename(&self.fresh, &self.current)?;
        if previous.exists() {
            fs::remove_dir_all(&previous)?;
        }
        Ok(())
    }

    /// The last site's compressed file serves again when the name is the same, since the name says
    /// the content: compressing the wasm as hard as can be takes seconds.
    fn compress(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        if self.current_profile().as_deref() == Some(self.profile.name())
            && let Ok(compressed) = fs::read(self.current.join("pkg").join(format!("{name}.br")))
        {
            return Ok(compressed);
        }
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: self.profile.brotli_quality(),
            lgwin: 24,
            size_hint: bytes.len(),
            ..Default::default()
        };
        let mut writer = brotli::CompressorWriter::with_params(Vec::new(), 64 * 1024, &parameters);
        writer.write_all(bytes)?;
        Ok(writer.into_inner())
    }

    fn current_profile(&self) -> Option<String> {
        let manifest = fs::read_to_string(self.current.join("manifest.json")).ok()?;
        let manifest: Value = serde_json::from_str(&manifest).ok()?;
        manifest["profile"].as_str().map(str::to_owned)
    }

    fn report(&self, entries: &Entries) {
        let (mut raw, mut sent, mut program) = (0, 0, 0);
        for file in &self.published {
            let weight = file.brotli.unwrap_or(file.raw);
            raw += file.raw;
            sent += weight;
            if [&entries.js, &entries.wasm].iter().any(|entry| entry.ends_with(&file.name)) {
                program += weight;
            }
            println!("{}", row(&file.name, file.raw, file.brotli));
        }
        println!("{}", row("everything", raw, Some(sent)));
        if self.profile == Profile::Release {
            let verdict = if program < PROGRAM_BUDGET { "within" } else { "OVER" };
            progress(&format!(
                "wasm and script: {program} bytes sent, {verdict} the budget of {PROGRAM_BUDGET}"
            ));
        }
    }
}

fn row(name: &str, raw: usize, brotli: Option<usize>) -> String {
    let brotli = brotli.map_or_else(|| "-".to_owned(), |size| size.to_string());
    format!("         {name:<58} {raw:>9} {brotli:>9}")
}

fn is_compressible(extension: &str) -> bool {
    matches!(extension, "js" | "wasm" | "css" | "svg" | "json" | "txt" | "webmanifest")
}

/// Ten hexadecimal digits: enough to tell apart the versions of one file.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect()
}
