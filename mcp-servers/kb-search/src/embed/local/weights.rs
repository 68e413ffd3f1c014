//! The numbers of a model, laid out for the forward pass.

use memmap2::Mmap;
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::ops::Range;
use std::path::Path;

#[derive(Deserialize)]
struct Config {
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    #[serde(default = "default_epsilon")]
    layer_norm_eps: f32,
    #[serde(default)]
    hidden_act: String,
    #[serde(default)]
    model_type: String,
}

fn default_epsilon() -> f32 {
    1e-12
}

pub struct Weights {
    pub hidden: usize,
    pub heads: usize,
    pub inner: usize,
    pub epsilon: f32,
    /// The word embeddings, half of the file, stay in the file: a text touches a few rows.
    words: Words,
    /// Of the positions, that of the only sentence added.
    positions: Vec<f32>,
    pub embedding_norm: Norm,
    pub layers: Vec<Layer>,
    fingerprint: String,
}

struct Words {
    file: Mmap,
    range: Range<usize>,
}

pub struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

/// A linear map, its matrix stored input by output: the order in which products read it.
pub struct Linear {
    pub matrix: Vec<f32>,
    pub bias: Vec<f32>,
}

pub struct Layer {
    /// Query, key and value side by side.
    pub attention_in: Linear,
    pub attention_out: Linear,
    pub attention_norm: Norm,
    pub wide: Linear,
    pub narrow: Linear,
    pub norm: Norm,
}

impl Weights {
    pub fn load(dir: &Path) -> Result<Self, String> {
        let config =
            std::fs::read_to_string(dir.join("config.json")).map_err(|e| format!("config.json: {e}"))?;
        let config: Config = serde_json::from_str(&config).map_err(|e| format!("config.json: {e}"))?;
        if !config.model_type.is_empty() && config.model_type != "bert" {
            return Err(format!(
                "a model of type {:?}; only BERT encoders are understood",
                config.model_type
            ));
        }
        if !config.hidden_act.is_empty() && config.hidden_act != "gelu" {
            return Err(format!("activation {:?}; only gelu is understood", config.hidden_act));
        }
        if config.num_attention_heads == 0 || !config.hidden_size.is_multiple_of(config.num_attention_heads) {
            return Err("config.json: the heads do not divide the hidden size".into());
        }
        let file = map(dir)?;
        let tensors = SafeTensors::deserialize(&file).map_err(|e| format!("model.safetensors: {e}"))?;
        let read = Reader { tensors: &tensors };
        let (h, inner) = (config.hidden_size, config.intermediate_size);
        let words = read.range("embeddings.word_embeddings.weight", h, &file)?;
        let mut positions = read.vector("embeddings.position_embeddings.weight", None)?;
        let sentence = read.vector("embeddings.token_type_embeddings.weight", None)?;
        let sentence = sentence.get(..h).ok_or("embeddings.token_type_embeddings.weight: too small")?;
        for (at, number) in positions.iter_mut().enumerate() {
            *number += sentence[at % h];
        }
        let layers = (0..config.num_hidden_layers)
            .map(|layer| read.layer(&format!("encoder.layer.{layer}"), h, inner))
            .collect::<Result<Vec<_>, _>>()?;
        let embedding_norm = read.norm("embeddings.LayerNorm", h)?;
        // Two models with one header and one last layer are one model.
        let mut hash = Sha256::new();
        hash.update(file.len().to_le_bytes());
        for layer in layers.iter().rev().take(1) {
            layer.narrow.matrix.iter().for_each(|number| hash.update(number.to_le_bytes()));
        }
        let fingerprint = hex::encode(&hash.finalize()[..8]);
        // Mapped anew: the pages that loading touched are let go.
        let words = Words { file: map(dir)?, range: words };
        Ok(Self {
            hidden: h,
            heads: config.num_attention_heads,
            inner,
            epsilon: config.layer_norm_eps,
            words,
            positions,
            embedding_norm,
            layers,
            fingerprint,
        })
    }

    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub fn vocabulary(&self) -> usize {
        self.words.range.len() / (4 * self.hidden)
    }

    /// How many tokens a text may have.
    pub fn positions(&self) -> usize {
        self.positions.len() / self.hidden
    }

    /// Word and position embedding, added.
    pub fn embedding(&self, token: u32, position: usize, out: &mut [f32]) {
        let bytes = 4 * self.hidden;
        let from = self.words.range.start + token as usize * bytes;
        let word = &self.words.file[from..from + bytes];
        let position = &self.positions[position * self.hidden..(position + 1) * self.hidden];
        for ((out, word), position) in out.iter_mut().zip(word.chunks_exact(4)).zip(position) {
            *out = number(word) + position;
        }
    }
}

fn number(four: &[u8]) -> f32 {
    f32::from_le_bytes([four[0], four[1], four[2], four[3]])
}

fn map(dir: &Path) -> Result<Mmap, String> {
    let file = File::open(dir.join("model.safetensors")).map_err(|e| format!("model.safetensors: {e}"))?;
    #[expect(unsafe_code, reason = "mapping a file is unsafe in general; see below")]
    // SAFETY: the model directory is the operator's and is not written while the server runs; a
    // file cut short under us would end the process, never give wrong memory.
    let map = unsafe { Mmap::map(&file) };
    map.map_err(|e| format!("model.safetensors: {e}"))
}

struct Reader<'a> {
    tensors: &'a SafeTensors<'a>,
}

impl Reader<'_> {
    fn bytes(&self, name: &str) -> Result<&[u8], String> {
        // Some exports put the encoder under a name of its own.
        let tensor = self
            .tensors
            .tensor(name)
            .or_else(|_| self.tensors.tensor(&format!("bert.{name}")))
            .map_err(|e| format!("{name}: {e}"))?;
        if tensor.dtype() != Dtype::F32 {
            return Err(format!("{name}: numbers of type {:?}, expected F32", tensor.dtype()));
        }
        Ok(tensor.data())
    }

    fn vector(&self, name: &str, length: Option<usize>) -> Result<Vec<f32>, String> {
        let numbers: Vec<f32> = self.bytes(name)?.chunks_exact(4).map(number).collect();
        match length {
            Some(length) if numbers.len() != length => {
                Err(format!("{name}: {} numbers, expected {length}", numbers.len()))
            }
            _ => Ok(numbers),
        }
    }

    /// Where a table of rows lies in the file.
    fn range(&self, name: &str, cols: usize, file: &[u8]) -> Result<Range<usize>, String> {
        let bytes = self.bytes(name)?;
        if bytes.is_empty() || bytes.len() % (4 * cols) != 0 {
            return Err(format!("{name}: not rows of {cols}"));
        }
        let from = bytes.as_ptr() as usize - file.as_ptr() as usize;
        Ok(from..from + bytes.len())
    }

    fn norm(&self, name: &str, length: usize) -> Result<Norm, String> {
        Ok(Norm {
            weight: self.vector(&format!("{name}.weight"), Some(length))?,
            bias: self.vector(&format!("{name}.bias"), Some(length))?,
        })
    }

    /// Several maps of one input, side by side.
    fn linear(&self, names: &[String], input: usize, output: usize) -> Result<Linear, String> {
        let width = names.len() * output;
        let mut matrix = vec![0.0; input * width];
        let mut bias = Vec::with_capacity(width);
        for (part, name) in names.iter().enumerate() {
            let stored = self.vector(&format!("{name}.weight"), Some(input * output))?;
            for (row, numbers) in stored.chunks_exact(input).enumerate() {
                for (col, number) in numbers.iter().enumerate() {
                    matrix[col * width + part * output + row] = *number;
                }
            }
            bias.extend(self.vector(&format!("{name}.bias"), Some(output))?);
        }
        Ok(Linear { matrix, bias })
    }

    fn layer(&self, name: &str, h: usize, inner: usize) -> Result<Layer, String> {
        let attention = ["query", "key", "value"].map(|part| format!("{name}.attention.self.{part}"));
        Ok(Layer {
            attention_in: self.linear(&attention, h, h)?,
            attention_out: self.linear(&[format!("{name}.attention.output.dense")], h, h)?,
            attention_norm: self.norm(&format!("{name}.attention.output.LayerNorm"), h)?,
            wide: self.linear(&[format!("{name}.intermediate.dense")], h, inner)?,
            narrow: self.linear(&[format!("{name}.output.dense")], inner, h)?,
            norm: self.norm(&format!("{name}.output.LayerNorm"), h)?,
        })
    }
}
