//! How pages look: the style sheet, the fonts that `style/fonts.json` takes from npm packages, and
//! the pictures of `app/public`. Sheets name those files plainly; here the names get their hashes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::progress;
use crate::site::Site;

#[derive(Deserialize)]
struct Font {
    package: String,
    file: String,
    /// The page asks for it at once, since its first words need it.
    #[serde(default)]
    preload: bool,
}

/// Publishes all of it, and returns the addresses of the fonts that each page asks for at once.
pub fn publish(root: &Path, site: &mut Site) -> Result<Vec<String>> {
    progress("style: fonts, pictures, sheet");
    let mut addresses = BTreeMap::new();
    let preload = publish_fonts(root, site, &mut addresses)?;
    publish_pictures(root, site, &mut addresses)?;

    let options = grass::Options::default().style(grass::OutputStyle::Compressed);
    let sheet = grass::from_path(root.join("style/main.scss"), &options)
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    site.publish("preau.css", with_addresses(&sheet, &addresses)?.as_bytes())?;
    Ok(preload)
}

fn publish_fonts(
    root: &Path,
    site: &mut Site,
    addresses: &mut BTreeMap<String, String>,
) -> Result<Vec<String>> {
    let list = fs::read_to_string(root.join("style/fonts.json")).context("style/fonts.json")?;
    let fonts: Vec<Font> = serde_json::from_str(&list).context("style/fonts.json")?;
    let mut preload = Vec::new();
    for font in fonts {
        let path = root.join("node_modules").join(&font.package).join(&font.file);
        let bytes = fs::read(&path)
            .with_context(|| format!("{} is missing: run `make setup`", path.display()))?;
        let name = font.file.rsplit('/').next().unwrap_or(&font.file).to_owned();
        let address = site.publish(&name, &bytes)?;
        if font.preload {
            preload.push(address.clone());
        }
        addresses.insert(name, address);
    }
    Ok(preload)
}

fn publish_pictures(
    root: &Path,
    site: &mut Site,
    addresses: &mut BTreeMap<String, String>,
) -> Result<()> {
    let folder = root.join("app/public");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    // In order, so that two builds of the same sources report the same.
    names.sort();
    for name in names {
        let bytes = fs::read(folder.join(&name)).with_context(|| name.clone())?;
        let address = site.publish(&name, &bytes)?;
        addresses.insert(name, address);
    }
    Ok(())
}

/// The sheet with every `url(…)` leading to the published file of the same name. One that leads
/// nowhere is an error here rather than a missing font on somebody's screen.
fn with_addresses(sheet: &str, addresses: &BTreeMap<String, String>) -> Result<String> {
    let mut parts = sheet.split("url(");
    let mut rewritten = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (target, rest) = part.split_once(')').context("the style sheet has an open url(")?;
        let target = target.trim().trim_matches(['"', '\'']);
        let name = target.rsplit('/').next().unwrap_or(target);
        let address = match addresses.get(name) {
            Some(address) => address.as_str(),
            None if target.starts_with('#') => target,
            None => bail!("the style sheet asks for {target}, which is neither font nor picture"),
        };
        rewritten.push_str(&format!("url({address}){rest}"));
    }
    Ok(rewritten)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses() -> BTreeMap<String, String> {
        BTreeMap::from([("a.woff2".to_owned(), "/pkg/a.0123.woff2".to_owned())])
    }

    #[test]
    fn a_sheet_gets_the_hashed_address_of_each_file_it_names() {
        let sheet = "@font-face{src:url(\"../fonts/a.woff2\") format(\"woff2\")}p{mask:url(#m)}";
        let expected = "@font-face{src:url(/pkg/a.0123.woff2) format(\"woff2\")}p{mask:url(#m)}";
        assert_eq!(with_addresses(sheet, &addresses()).ok().as_deref(), Some(expected));
    }

    #[test]
    fn a_sheet_that_names_an_unknown_file_is_refused() {
        assert!(with_addresses("p{background:url(gone.png)}", &addresses()).is_err());
    }
}
