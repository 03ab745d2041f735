// Returns 1 / w as the processor rounds it, for a normal and positive w whose reciprocal is normal too. GLSL
// lets a division be wrong by 2.5 units in the last place, and drivers make use of it. A step of Newton's method
// corrects that; its remainder 1 - m * r is exact, because the products of numbers of 12 bits are.
float reciprocal(float w) {
  uint bits = floatBitsToUint(w);
  precise float m = uintBitsToFloat((bits & 0x007FFFFFu) | 0x3F800000u);  // w without its power of two
  precise float r = 1.0 / m;
  precise float m_high = uintBitsToFloat(floatBitsToUint(m) & 0xFFFFF000u);
  precise float r_high = uintBitsToFloat(floatBitsToUint(r) & 0xFFFFF000u);
  precise float m_low = m - m_high;
  precise float r_low = r - r_high;
  precise float remainder = ((1.0 - m_high * r_high) - m_high * r_low - m_low * r_high) - m_low * r_low;
  precise float corrected = r + r * remainder;
  return corrected * uintBitsToFloat(0x7F000000u - (bits & 0x7F800000u));
}
