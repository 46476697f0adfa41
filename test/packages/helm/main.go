// Renders a chart as Helm does: its templates over sprig, with Helm's own functions and objects.
//
//	render CHART RELEASE NAMESPACE [VALUES...]
//
// It prints JSON: the values that result, and the text of each template by its name, or the error of rendering.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

type object = map[string]interface{}

type result struct {
	Values object            `json:"values"`
	Files  map[string]string `json:"files,omitempty"`
	Error  string            `json:"error,omitempty"`
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func readObject(file string) object {
	text, err := os.ReadFile(file)
	must(err)
	read := object{}
	must(yaml.Unmarshal(text, &read))
	return read
}

// Lays values over others as Helm does: objects are merged, null takes a value away, all else replaces.
func lay(over, under object) object {
	for name, value := range over {
		if value == nil {
			delete(under, name)
			continue
		}
		above, isObject := value.(object)
		below, wasObject := under[name].(object)
		if isObject && wasObject {
			under[name] = lay(above, below)
		} else {
			under[name] = value
		}
	}
	return under
}

func toYaml(value interface{}) string {
	text, err := yaml.Marshal(value)
	must(err)
	return strings.TrimSuffix(string(text), "\n")
}

// The functions that Helm adds to sprig, as far as they need no cluster.
func functions(root *template.Template) template.FuncMap {
	all := sprig.TxtFuncMap()
	// Helm takes these out: a chart must not read the environment.
	delete(all, "env")
	delete(all, "expandenv")
	all["toYaml"] = toYaml
	all["include"] = func(name string, data interface{}) (string, error) {
		var out bytes.Buffer
		err := root.ExecuteTemplate(&out, name, data)
		return out.String(), err
	}
	all["required"] = func(message string, value interface{}) (interface{}, error) {
		if value == nil || value == "" {
			return nil, fmt.Errorf("%s", message)
		}
		return value, nil
	}
	return all
}

func render(chart string, data object) (map[string]string, error) {
	root := template.New("chart").Option("missingkey=zero")
	root.Funcs(functions(root))
	paths, err := filepath.Glob(filepath.Join(chart, "templates", "*"))
	must(err)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		must(err)
		if _, err := root.New(filepath.Base(path)).Parse(string(text)); err != nil {
			return nil, err
		}
	}
	files := map[string]string{}
	for _, path := range paths {
		name := filepath.Base(path)
		if strings.HasPrefix(name, "_") {
			continue
		}
		var out bytes.Buffer
		if err := root.ExecuteTemplate(&out, name, data); err != nil {
			return nil, err
		}
		// What Helm does with missing values.
		files[name] = strings.ReplaceAll(out.String(), "<no value>", "")
	}
	return files, nil
}

func main() {
	chart, release, namespace := os.Args[1], os.Args[2], os.Args[3]
	values := readObject(filepath.Join(chart, "values.yaml"))
	for _, file := range os.Args[4:] {
		values = lay(readObject(file), values)
	}
	described := readObject(filepath.Join(chart, "Chart.yaml"))
	titled := object{}
	for name, value := range described {
		titled[strings.ToUpper(name[:1])+name[1:]] = value
	}
	data := object{
		"Values":  values,
		"Chart":   titled,
		"Release": object{"Name": release, "Namespace": namespace, "Service": "Helm", "IsInstall": true, "Revision": 1},
	}
	files, err := render(chart, data)
	rendered := result{Values: values, Files: files}
	if err != nil {
		rendered.Error = err.Error()
	}
	text, err := json.Marshal(rendered)
	must(err)
	fmt.Println(string(text))
}
