//! Tokens to one vector per text.

use super::matrix::{Matrix, multiply};
use super::weights::{Layer, Linear, Norm, Weights};

/// Encodes texts together: their tokens lie one after the other in one tall matrix, so nothing is
/// padded and the weights are read once for all. Attention stays within each text.
pub fn encode(weights: &Weights, texts: &[&[u32]]) -> Vec<Vec<f32>> {
    let h = weights.hidden;
    let tokens: usize = texts.iter().map(|text| text.len()).sum();
    let mut state = vec![0.0; tokens * h];
    let mut rows = state.chunks_exact_mut(h);
    for text in texts {
        for ((position, token), row) in text.iter().enumerate().zip(&mut rows) {
            weights.embedding(*token, position, row);
        }
    }
    norm(&mut state, &weights.embedding_norm, weights.epsilon);
    let mut room = Room::new(tokens, weights, texts);
    for layer in &weights.layers {
        pass(weights, layer, texts, &mut state, &mut room);
    }
    let mut out = Vec::with_capacity(texts.len());
    let mut rest = state.as_slice();
    for text in texts {
        let (own, others) = rest.split_at(text.len() * h);
        rest = others;
        let mut mean = vec![0.0; h];
        for row in own.chunks_exact(h) {
            for (sum, number) in mean.iter_mut().zip(row) {
                *sum += number;
            }
        }
        // Not divided by the count: the vector is scaled to length 1 afterwards.
        out.push(mean);
    }
    out
}

/// Space for what comes in between, kept from layer to layer.
struct Room {
    qkv: Vec<f32>,
    context: Vec<f32>,
    scores: Vec<f32>,
    wide: Vec<f32>,
    out: Vec<f32>,
}

impl Room {
    fn new(tokens: usize, weights: &Weights, texts: &[&[u32]]) -> Self {
        let longest = texts.iter().map(|text| text.len()).max().unwrap_or(0);
        Self {
            qkv: vec![0.0; tokens * 3 * weights.hidden],
            context: vec![0.0; tokens * weights.hidden],
            scores: vec![0.0; longest * longest],
            wide: vec![0.0; tokens * weights.inner],
            out: vec![0.0; tokens * weights.hidden],
        }
    }
}

fn pass(weights: &Weights, layer: &Layer, texts: &[&[u32]], state: &mut [f32], room: &mut Room) {
    let h = weights.hidden;
    let tokens = state.len() / h;
    linear(state, tokens, h, &layer.attention_in, &mut room.qkv);
    let mut from = 0;
    for text in texts {
        attend(weights, from, text.len(), room);
        from += text.len();
    }
    linear(&room.context, tokens, h, &layer.attention_out, &mut room.out);
    add(state, &room.out);
    norm(state, &layer.attention_norm, weights.epsilon);
    linear(state, tokens, h, &layer.wide, &mut room.wide);
    room.wide.iter_mut().for_each(gelu);
    linear(&room.wide, tokens, weights.inner, &layer.narrow, &mut room.out);
    add(state, &room.out);
    norm(state, &layer.norm, weights.epsilon);
}

fn linear(input: &[f32], rows: usize, cols: usize, map: &Linear, out: &mut [f32]) {
    let width = map.bias.len();
    for row in out.chunks_exact_mut(width) {
        row.copy_from_slice(&map.bias);
    }
    multiply(1.0, Matrix::new(input, rows, cols), Matrix::new(&map.matrix, cols, width), 1.0, out, width);
}

/// Attention among the `count` tokens from `from` on.
fn attend(weights: &Weights, from: usize, count: usize, room: &mut Room) {
    let h = weights.hidden;
    let head = h / weights.heads;
    let scale = 1.0 / (head as f32).sqrt();
    let own = &room.qkv[from * 3 * h..(from + count) * 3 * h];
    let scores = &mut room.scores[..count * count];
    for start in (0..h).step_by(head) {
        let part = |offset: usize| Matrix::strided(&own[offset + start..], count, head, 3 * h);
        multiply(scale, part(0), part(h).transposed(), 0.0, scores, count);
        scores.chunks_exact_mut(count).for_each(softmax);
        let out = &mut room.context[from * h + start..];
        multiply(1.0, Matrix::new(scores, count, count), part(2 * h), 0.0, out, h);
    }
}

fn softmax(row: &mut [f32]) {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for number in row.iter_mut() {
        *number = (*number - most).exp();
        sum += *number;
    }
    for number in row {
        *number /= sum;
    }
}

fn add(state: &mut [f32], more: &[f32]) {
    for (number, more) in state.iter_mut().zip(more) {
        *number += more;
    }
}

fn norm(state: &mut [f32], norm: &Norm, epsilon: f32) {
    let h = norm.weight.len();
    for row in state.chunks_exact_mut(h) {
        let mean = row.iter().sum::<f32>() / h as f32;
        let variance = row.iter().map(|number| (number - mean) * (number - mean)).sum::<f32>() / h as f32;
        let scale = 1.0 / (variance + epsilon).sqrt();
        for ((number, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
            *number = (*number - mean) * scale * weight + bias;
        }
    }
}

/// The exact form, with the error function to about 1e-7 (Abramowitz and Stegun, 7.1.26).
fn gelu(number: &mut f32) {
    let x = *number * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let poly =
        t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    let erf = 1.0 - poly * (-x * x).exp();
    *number *= 0.5 * (1.0 + erf.copysign(x));
}
