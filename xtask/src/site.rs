//! The folder that the server publishes. Owns names (each holds a hash of its content, so a browser
//! may keep it for ever), compression and the manifest. Knows nothing of what the files are for.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::profile::Profile;
use crate::progress;

/// What a dossier page downloads to be live, and what that may weigh, compressed.
const PROGRAM: [&str; 2] = ["preau.js", "preau_bg.wasm"];
const PROGRAM_BUDGET: usize = 450_000;

pub struct Site {
    profile: Profile,
    /// Written here, then swapped in whole: a server that starts meanwhile never sees a half.
    fresh: PathBuf,
    current: PathBuf,
    /// Compressed files of earlier builds, whichever profile the last one had.
    compressed: PathBuf,
    /// By the names that the sources know.
    published: BTreeMap<String, Published>,
}

struct Published {
    /// With the hash in it.
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
        let compressed = root.join("target/web/compressed");
        fs::create_dir_all(&compressed)?;
        let current = root.join("target/site");
        Ok(Site { profile, fresh, current, compressed, published: BTreeMap::new() })
    }

    /// Writes a file under a name that holds its hash, in a release with its compressed form beside
    /// it unless its format is compressed already, and returns its address.
    pub fn publish(&mut self, source: &str, bytes: &[u8]) -> Result<String> {
        let (stem, extension) =
            source.rsplit_once('.').context("a published file has an extension")?;
        let name = format!("{stem}.{}.{extension}", digest(bytes));
        let path = self.fresh.join("pkg").join(&name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        let mut brotli = None;
        if self.profile == Profile::Release && is_compressible(extension) {
            let compressed = self.compress(&name, bytes)?;
            brotli = Some(compressed.len());
            fs::write(path.with_file_name(format!("{name}.br")), compressed)?;
        }
        let address = format!("/pkg/{name}");
        let file = Published { name, raw: bytes.len(), brotli };
        if self.published.insert(source.to_owned(), file).is_some() {
            bail!("two files are published as {source}");
        }
        Ok(address)
    }

    /// Writes the service worker, which is told what there is to keep. It is another one whenever a
    /// file is, and browsers install it anew.
    pub fn publish_worker(&self, source: &str) -> Result<()> {
        let files: Vec<String> = self.published.values().map(Published::address).collect();
        let files = serde_json::to_string(&files)?;
        let build = digest(format!("{files}{source}").as_bytes());
        let worker = format!("const BUILD = \"{build}\";\nconst PUBLISHED = {files};\n{source}");
        Ok(fs::write(self.fresh.join("sw.js"), worker)?)
    }

    /// Writes the manifest, and puts the folder in the place of the last one. `preload` are the
    /// addresses of fonts that each page asks for at once.
    pub fn finish(self, preload: &[String]) -> Result<()> {
        let files: BTreeMap<&str, String> =
            self.published.iter().map(|(name, file)| (name.as_str(), file.address())).collect();
        let manifest =
            json!({ "files": files, "preload": preload, "profile": self.profile.name() });
        fs::write(self.fresh.join("manifest.json"), format!("{manifest:#}\n"))?;
        self.report();
        self.forget_compressed()?;

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

    /// What was compressed before serves again when the name is the same, since the name says the
    /// content: compressing the wasm as hard as can be takes seconds.
    fn compress(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        let kept = self.compressed.join(name);
        if let Ok(compressed) = fs::read(&kept) {
            return Ok(compressed);
        }
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 24,
            size_hint: bytes.len(),
            ..Default::default()
        };
        let mut writer = brotli::CompressorWriter::with_params(Vec::new(), 64 * 1024, &parameters);
        writer.write_all(bytes)?;
        let compressed = writer.into_inner();
        // Renamed when it is whole: a build that is stopped meanwhile must not leave a half.
        let partial = kept.with_extension("partial");
        fs::write(&partial, &compressed)?;
        fs::rename(&partial, &kept)?;
        Ok(compressed)
    }

    /// Only a release uses them, so only a release knows which are of no more use.
    fn forget_compressed(&self) -> Result<()> {
        if self.profile == Profile::Dev {
            return Ok(());
        }
        for entry in fs::read_dir(&self.compressed)? {
            let path = entry?.path();
            if !self.published.values().any(|file| path.ends_with(&file.name)) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    fn report(&self) {
        let (mut raw, mut sent, mut program) = (0, 0, 0);
        for (source, file) in &self.published {
            let weight = file.brotli.unwrap_or(file.raw);
            raw += file.raw;
            sent += weight;
            if PROGRAM.contains(&source.as_str()) {
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

impl Published {
    fn address(&self) -> String {
        format!("/pkg/{}", self.name)
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
