"""GLSL sources of the draft: light is computed per vertex, shadows come from two maps."""

_VERTEX = """#version 330
#define LIGHTS %d
#define KEYS %d
#define PERSON %d
#define PLACED %d
uniform mat4 view_projection;
uniform mat4 key_matrix; uniform mat4 sky_matrix;
uniform vec3 light_direction[LIGHTS]; uniform float light_share[LIGHTS];
#if PLACED
uniform vec4 light_place[LIGHTS];
#endif
in vec3 position; in vec3 normal;
out vec4 v_key; out vec4 v_sky; out vec2 v_base;
#if PERSON
in vec4 clothes; in vec4 face; in vec4 pattern;
out vec4 v_clothes; out vec4 v_face;
#endif
void main() {
    vec3 n = normal;
    float tone = 1.0, wrap = 0.0;
#if PERSON
    v_clothes = clothes; v_face = face;
    n = normalize(n + pattern.xyz);
    tone = pattern.w; wrap = 0.12;
#endif
    float key = 0.0, sky = 0.0;
    for (int i = 0; i < LIGHTS; i++) {
        vec3 towards = light_direction[i];
        float share = light_share[i];
#if PLACED
        if (light_place[i].w > 0.0) {
            towards = light_place[i].xyz - position;
            share *= min(light_place[i].w / dot(towards, towards), 4.0);
            towards = normalize(towards);
        }
#endif
        float lit = max((dot(n, towards) + wrap) / (1.0 + wrap), 0.0) * share;
        if (i < KEYS) key += lit; else sky += lit;
    }
    vec4 off = vec4(position + normal * 0.016, 1.0);
    v_key = vec4((key_matrix * off).xyz, key);
    v_sky = vec4((sky_matrix * off).xyz, sky);
    v_base = vec2(tone, 0.75 + 0.25 * n.z);
    gl_Position = view_projection * vec4(position, 1.0);
}
"""

_FRAGMENT = """#version 330
#define PERSON %d
#define SCALE %d
uniform sampler2DShadow key_shadow; uniform sampler2DShadow sky_shadow;
uniform vec3 ambient; uniform vec3 key_colour; uniform vec3 sky_colour;
uniform float sky_leak; uniform float exposure;
uniform sampler2D room_depth;
in vec4 v_key; in vec4 v_sky; in vec2 v_base;
out vec4 colour;
#if PERSON
uniform vec3 skin; uniform vec3 shirt; uniform vec3 trousers; uniform vec3 hair; uniform vec3 shoes;
in vec4 v_clothes; in vec4 v_face;
vec3 surface() {
    vec3 result = v_face.w > 0.01 ? skin * vec3(0.72, 0.27, 0.24) : skin;
    result = v_face.z > 0.002 ? hair : result;
    vec3 eye = v_face.y > 0.0 ? vec3(0.03, 0.01, 0.003) : vec3(0.71, 0.70, 0.66);
    result = v_face.x > 0.0 ? eye : result;
    result = v_clothes.y > 0.0 ? trousers : result;
    result = v_clothes.x > 0.0 ? shirt : result;
    result = v_clothes.z > 0.0 ? shoes : result;
    return v_clothes.w > 0.0 ? hair + 0.02 : result;
}
#else
uniform vec3 base_colour;
vec3 surface() { return base_colour; }
#endif
void main() {
    if (gl_FragCoord.z > texelFetch(room_depth, ivec2(gl_FragCoord.xy) / SCALE, 0).r) discard;
    float key = texture(key_shadow, v_key.xyz), sky = texture(sky_shadow, v_sky.xyz);
    vec3 light = ambient * v_base.y + key_colour * (v_key.w * key)
        + sky_colour * (v_sky.w * mix(sky_leak, 1.0, sky));
    light *= surface() * v_base.x * exposure;
    light = light / (light * 0.35 + 0.80);
    colour = vec4(pow(clamp(light, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0);
}
"""

PLACE_VERTEX = """#version 330
uniform mat4 view_projection;
in vec3 position; in vec3 normal;
out vec3 v_place;
void main() {
    v_place = position + normal * 0.01;
    gl_Position = view_projection * vec4(position, 1.0);
}
"""

PLACE_FRAGMENT = """#version 330
in vec3 v_place;
out vec4 place;
void main() { place = vec4(v_place, 1.0); }
"""

SCREEN_VERTEX = """#version 330
void main() {
    gl_Position = vec4(vec2((gl_VertexID << 1) & 2, gl_VertexID & 2) * 2.0 - 1.0, 0.0, 1.0);
}
"""

# Share of the key and of the sky light that reaches the room, at half the resolution.
SHADE_FRAGMENT = """#version 330
uniform sampler2D place;
uniform sampler2DShadow key_shadow; uniform sampler2DShadow sky_shadow;
uniform mat4 key_matrix; uniform mat4 sky_matrix;
uniform float key_blur; uniform float sky_blur;
out vec2 reached;
float soft(sampler2DShadow map, vec3 at, float blur) {
    float sum = 0.0;
    for (int k = 0; k < 4; k++) {
        vec2 step = vec2((k & 1) * 2 - 1, (k & 2) - 1) * blur;
        sum += texture(map, vec3(at.xy + step, at.z));
    }
    return sum * 0.25;
}
void main() {
    ivec2 pixel = min(ivec2(gl_FragCoord.xy) * 2, textureSize(place, 0) - 1);
    vec4 at = vec4(texelFetch(place, pixel, 0).xyz, 1.0);
    reached = vec2(soft(key_shadow, (key_matrix * at).xyz, key_blur),
                   soft(sky_shadow, (sky_matrix * at).xyz, sky_blur));
}
"""

# The room under its shadows, and over it what moves, drawn SCALE times as large.
_MERGE_FRAGMENT = """#version 330
#define SCALE %d
uniform sampler2D lit; uniform sampler2D without_key; uniform sampler2D without_lights;
uniform sampler2D reached; uniform sampler2D moving;
uniform float sky_leak;
out vec4 colour;
void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec2 share = texture(reached, gl_FragCoord.xy / (2.0 * vec2(textureSize(reached, 0)))).xy;
    vec3 full = texelFetch(lit, at, 0).rgb, sky = texelFetch(without_key, at, 0).rgb;
    vec3 none = texelFetch(without_lights, at, 0).rgb;
    vec3 room = none + (full - sky) * share.x + (sky - none) * mix(sky_leak, 1.0, share.y);
    vec4 front = vec4(0.0);
    for (int i = 0; i < SCALE * SCALE; i++)
        front += texelFetch(moving, at * SCALE + ivec2(i %% SCALE, i / SCALE), 0);
    front /= float(SCALE * SCALE);
    colour = vec4(front.rgb + room * (1.0 - front.a), 1.0);
}
"""


def vertex_source(light_count: int, keys: int, person: bool, placed: bool = False) -> str:
    """Vertex shader; the first ``keys`` lights are the key light, the others the sky."""
    return _VERTEX % (light_count, keys, person, placed)


def fragment_source(person: bool, scale: int) -> str:
    """Fragment shader of a person or of a thing, drawn ``scale`` times as large."""
    return _FRAGMENT % (person, scale)


def merge_source(scale: int) -> str:
    """Fragment shader that puts the picture together."""
    return _MERGE_FRAGMENT % scale
