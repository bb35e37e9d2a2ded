import { isGoTemplate } from "../../../settings/sidekickOutputs/goTemplate";

describe("isGoTemplate", () => {
  it.each([
    "text, }} and { {",
    "{{ .Rule }}",
    '{{- index . "proc.name" | printf "%s\\n" -}}',
    "{{ if and .A (or .B true) }}a{{ else if not .C }}b{{ else }}c{{ end }}",
    "{{ range $at, $tag := .Tags }}{{ if $at }}, {{ end }}{{ $tag }}{{ break }}{{ else }}none{{ end }}",
    "{{ with $x := .A }}{{ $x.B }}{{ else with .C }}{{ . }}{{ end }}",
    "{{ (index .Fields 0).Name }}{{/* }} */}}{{ `}}` }}{{ '}' }}{{ 1.5 }}{{ $.A }}",
  ])("takes %s", (template) => {
    expect(isGoTemplate(template)).toBe(true);
  });

  it.each([
    ["a function that Go hasn't", "{{ proc.name }}"],
    ["an end without a beginning", "{{ end }}"],
    ["a block without an end", "{{ if .A }}"],
    ["an else without a block", "{{ else }}"],
    ["two of them", "{{ if .A }}{{ else }}{{ else }}{{ end }}"],
    ["an if without a condition", "{{ if }}{{ end }}"],
    ["break outside of a loop", "{{ if .A }}{{ break }}{{ end }}"],
    ["a variable that isn't there", "{{ $x }}"],
    ["one of another block", "{{ with $x := .A }}{{ end }}{{ $x }}"],
    ["an open parenthesis", "{{ len (index . 0 }}"],
    ["two values without a blank between", '{{ print "a""b" }}'],
    ["a value that is called", '{{ .A | "b" }}'],
    ["an open string", '{{ print "a }}'],
    ["an escape that Go hasn't", '{{ "\\q" }}'],
    ["a list of values", "{{ .A, .B }}"],
    ["nothing", "{{}}"],
    ["an open comment", "{{/* a }}"],
    ["an open action", "{{ .Rule"],
    ["a definition", '{{ define "a" }}{{ end }}'],
  ])("refuses %s: %s", (_, template) => {
    expect(isGoTemplate(template)).toBe(false);
  });

  it.each(["'a'", '"', "`", "(", "-", " ", "{{", "/*", "{{ .A }}", "(.A)", "$x ", ". ", "(len "])(
    "returns on any length of %j",
    (part) => {
      for (const start of ["{{ ", "{{", "{{/*", '{{ "', ""]) isGoTemplate(start + part.repeat(10_000));
      expect(isGoTemplate(`{{ .A }}${part.repeat(10_000)}{{`)).toBe(false);
    },
  );
});
