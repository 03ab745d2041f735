// Shows an image of the picture's size over it, to be blended. The image's rows run downwards, OpenGL's upwards.
layout(binding = 0) uniform sampler2D image;
layout(location = 0) out vec4 color;

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  color = texelFetch(image, ivec2(at.x, textureSize(image, 0).y - 1 - at.y), 0);
  if (color.a <= 0.0) discard;
}
