"use strict";
// LZMA, as `cargo xtask pack` writes it: the first `most` bytes of what was packed. Both programs of the page lie in one archive, since they have much
// in common; the page's stands first, so that it can be had alone. Runs on the page and, as text, in the worker. The names are those of the format.
function unpack(packed, most) {
  if (!(most <= numberAt(packed, 5))) throw new RangeError("the page is damaged");
  const [lc, lp, pb] = [packed[0] % 9, Math.floor(packed[0] / 9) % 5, Math.floor(packed[0] / 45)];
  const MATCH = 0, REP = 192, REP_0 = 204, REP_1 = 216, REP_2 = 228, REP_0_LONG = 240, SLOT = 432, SPECIAL = 687, ALIGN = 802;
  const LENGTH = 818, REP_LENGTH = 1332, LITERAL = 1846;
  const models = new Uint16Array(LITERAL + (0x300 << (lc + lp))).fill(1024);
  const out = new Uint8Array(most);
  // After a head of thirteen bytes and a zero.
  let at = 18, range = -1, code = (packed[14] << 24) | (packed[15] << 16) | (packed[16] << 8) | packed[17];

  // Numbers of 32 bits, of which the highest may be set: compared without sign.
  const bit = (place) => {
    const model = models[place];
    const bound = Math.imul(range >>> 11, model);
    const one = (code >>> 0) >= (bound >>> 0);
    if (one) {
      range = (range - bound) | 0;
      code = (code - bound) | 0;
      models[place] = model - (model >>> 5);
    } else {
      range = bound;
      models[place] = model + ((2048 - model) >>> 5);
    }
    if ((range & 0xff000000) === 0) {
      range <<= 8;
      code = (code << 8) | packed[at++];
    }
    return one ? 1 : 0;
  };
  const tree = (place, bits) => {
    let node = 1;
    for (let left = bits; left > 0; left--) node = (node << 1) | bit(place + node);
    return node - (1 << bits);
  };
  const reversed = (place, bits) => {
    let node = 1, number = 0;
    for (let digit = 0; digit < bits; digit++) {
      const one = bit(place + node);
      node = (node << 1) | one;
      number |= one << digit;
    }
    return number;
  };
  const direct = (bits) => {
    let number = 0;
    for (let left = bits; left > 0; left--) {
      range >>>= 1;
      const below = (code >>> 0) < (range >>> 0);
      if (!below) code = (code - range) | 0;
      number = (number << 1) | (below ? 0 : 1);
      if ((range & 0xff000000) === 0) {
        range <<= 8;
        code = (code << 8) | packed[at++];
      }
    }
    return number;
  };
  const length = (place, position) => {
    if (!bit(place)) return 2 + tree(place + 2 + (position << 3), 3);
    if (!bit(place + 1)) return 10 + tree(place + 130 + (position << 3), 3);
    return 18 + tree(place + 258, 8);
  };

  let done = 0, state = 0, rep0 = 0, rep1 = 0, rep2 = 0, rep3 = 0;
  while (done < most) {
    const position = done & ((1 << pb) - 1);
    if (!bit(MATCH + (state << 4) + position)) {
      const before = done > 0 ? out[done - 1] : 0;
      const context = LITERAL + 0x300 * (((done & ((1 << lp) - 1)) << lc) + (before >>> (8 - lc)));
      let node = 1;
      if (state >= 7) {
        let beside = out[done - rep0 - 1];
        do {
          const expected = (beside >>> 7) & 1;
          beside <<= 1;
          const one = bit(context + ((1 + expected) << 8) + node);
          node = (node << 1) | one;
          if (one !== expected) break;
        } while (node < 0x100);
      }
      while (node < 0x100) node = (node << 1) | bit(context + node);
      out[done++] = node;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let copied;
    if (bit(REP + state)) {
      if (!bit(REP_0 + state)) {
        if (!bit(REP_0_LONG + (state << 4) + position)) {
          state = state < 7 ? 9 : 11;
          out[done] = out[done - rep0 - 1];
          done++;
          continue;
        }
      } else {
        let distance = rep1;
        if (bit(REP_1 + state)) {
          distance = rep2;
          if (bit(REP_2 + state)) {
            distance = rep3;
            rep3 = rep2;
          }
          rep2 = rep1;
        }
        rep1 = rep0;
        rep0 = distance;
      }
      copied = length(REP_LENGTH, position);
      state = state < 7 ? 8 : 11;
    } else {
      [rep3, rep2, rep1] = [rep2, rep1, rep0];
      copied = length(LENGTH, position);
      state = state < 7 ? 7 : 10;
      const slot = tree(SLOT + (Math.min(copied - 2, 3) << 6), 6);
      const bits = (slot >>> 1) - 1;
      rep0 = slot;
      if (slot >= 4) {
        rep0 = (2 | (slot & 1)) << bits;
        rep0 += slot < 14 ? reversed(SPECIAL + rep0 - slot, bits) : (direct(bits - 4) << 4) + reversed(ALIGN, 4);
      }
    }
    if (rep0 >= done) throw new RangeError("the page is damaged");
    for (const end = Math.min(done + copied, most); done < end; done++) out[done] = out[done - rep0 - 1];
  }
  return out;
}

// Four bytes as a number, the lowest first.
function numberAt(bytes, from) {
  return bytes[from] + bytes[from + 1] * 0x100 + bytes[from + 2] * 0x10000 + bytes[from + 3] * 0x1000000;
}

// The programs from the text of their block, each unpacked when it is asked for.
function programs(text) {
  const letters = atob(text);
  const packed = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) packed[at] = letters.charCodeAt(at);
  const first = 4 + numberAt(unpack(packed, 4), 0);
  return { page: () => unpack(packed, first).subarray(4), engine: () => unpack(packed, numberAt(packed, 5)).subarray(first) };
}
